/*
 * What compilers call for atomic operations of one, two and four bytes on an
 * ARM without instructions for them: __sync_*_1, _2, _4 and __sync_synchronize.
 * A Rust program brings its own, over the same helpers of the kernel, and so
 * does one that is linked with libgcc: either may serve any operation.
 */
#ifdef __arm__

#include <stdbool.h>
#include <stdint.h>

#define NAMED(name) __asm__(#name) __attribute__((weak))

typedef uint32_t __attribute__((may_alias)) whole;

static bool exchanged(whole old, whole next, volatile whole *p)
{
	return !((int (*)(whole, whole, volatile whole *))0xffff0fc0)(old, next, p);
}

void sync_synchronize(void) NAMED(__sync_synchronize);
void sync_synchronize(void)
{
	((void (*)(void))0xffff0fa0)();
}

/* The place of a narrow value in the whole word, counted from its low end. */
static unsigned shift_of(volatile void *p, unsigned bytes)
{
	unsigned at = (uintptr_t)p & 3;
#ifdef __ARMEB__
	at = 4 - bytes - at;
#else
	(void)bytes;
#endif
	return at * 8;
}

/* Each gives what was there before; the exchange is a barrier. */
#define UPDATE(type, p, old, changed, unchanged) \
	volatile whole *w = (volatile whole *)((uintptr_t)p & ~(uintptr_t)3); \
	unsigned shift = shift_of(p, sizeof(type)); \
	whole mask = (whole)(type)-1 << shift; \
	type old; \
	for (;;) { \
		whole before = *w; \
		old = (type)(before >> shift); \
		whole after = (before & ~mask) | (whole)(type)(changed) << shift; \
		if (exchanged(before, (unchanged) ? before : after, w)) \
			break; \
	}

#define FETCH(type, size, name, changed) \
	type fetch_##name##_##size(volatile type *p, type value) NAMED(__sync_fetch_and_##name##_##size); \
	type fetch_##name##_##size(volatile type *p, type value) \
	{ \
		UPDATE(type, p, old, changed, false) \
		return old; \
	} \
	type after_##name##_##size(volatile type *p, type value) NAMED(__sync_##name##_and_fetch_##size); \
	type after_##name##_##size(volatile type *p, type value) \
	{ \
		UPDATE(type, p, old, changed, false) \
		return changed; \
	}

#define LIMIT(type, size, name, signed_type, sign) \
	type fetch_##name##_##size(volatile type *p, type value) NAMED(__sync_fetch_and_##name##_##size); \
	type fetch_##name##_##size(volatile type *p, type value) \
	{ \
		UPDATE(type, p, old, (signed_type)old sign(signed_type) value ? old : value, false) \
		return old; \
	}

#define OF(type, size, signed_type) \
	FETCH(type, size, add, old + value) \
	FETCH(type, size, sub, old - value) \
	FETCH(type, size, and, old &value) \
	FETCH(type, size, or, old | value) \
	FETCH(type, size, xor, old ^ value) \
	FETCH(type, size, nand, ~(old & value)) \
	LIMIT(type, size, umax, type, >) \
	LIMIT(type, size, umin, type, <) \
	LIMIT(type, size, max, signed_type, >) \
	LIMIT(type, size, min, signed_type, <) \
	type swap_##size(volatile type *p, type value) NAMED(__sync_lock_test_and_set_##size); \
	type swap_##size(volatile type *p, type value) \
	{ \
		UPDATE(type, p, old, value, false) \
		return old; \
	} \
	void release_##size(volatile type *p) NAMED(__sync_lock_release_##size); \
	void release_##size(volatile type *p) \
	{ \
		swap_##size(p, 0); \
	} \
	type compare_##size(volatile type *p, type wanted, type next) NAMED(__sync_val_compare_and_swap_##size); \
	type compare_##size(volatile type *p, type wanted, type next) \
	{ \
		UPDATE(type, p, old, next, old != wanted) \
		return old; \
	} \
	bool same_##size(volatile type *p, type wanted, type next) NAMED(__sync_bool_compare_and_swap_##size); \
	bool same_##size(volatile type *p, type wanted, type next) \
	{ \
		return compare_##size(p, wanted, next) == wanted; \
	}

OF(uint8_t, 1, int8_t)
OF(uint16_t, 2, int16_t)
OF(uint32_t, 4, int32_t)

#else

typedef int nothing; /* elsewhere there are instructions for them */

#endif
