/*
 * Atomic operations that a processor does not have, as compilers call them.
 * atomics.sh makes an archive of this file, from which link.sh links every
 * program: an object with all of 64 bits (__atomic_*_8, __sync_*_8), so that one
 * implementation serves the whole program, and, by -DNARROW, one with those of
 * one, two and four bytes that an old ARM lacks.
 *
 * On ARM the kernel does the exchange (Linux 3.1 and newer, in
 * Documentation/arm/kernel_user_helpers): no thread ever waits, and signal
 * handlers and memory that processes share are served like everything else.
 *
 * Elsewhere a lock does, chosen by the address. It does not reach other
 * processes, so memory that they share must not rely on it; and a signal
 * handler that interrupts an operation and does one itself may wait for ever. A
 * child of fork finds every lock free.
 *
 * Objects of other sizes, and those that are not aligned to their size, never
 * come here: a compiler decides by an object's type, and calls others for them.
 */
#define _GNU_SOURCE /* syscall */
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The names are built into compilers, so C has others for them. */
#define FUNCTION(attributes, type, name, ...) \
	type of##name(__VA_ARGS__) __asm__(#name) attributes; \
	type of##name(__VA_ARGS__)
#define WEAK __attribute__((weak))

#ifndef NARROW

typedef uint64_t __attribute__((may_alias)) word;

#ifdef __arm__

#define SYNC WEAK /* libgcc has a part of __sync_*_8 too, over the same helper */
#define LOCK_FREE 8

/* Exchanges and returns 0, or not 0 where *p is another; a barrier in both cases. */
#define exchanged(old, new, p) \
	(!((int (*)(const word *, const word *, volatile word *))0xffff0f60)(old, new, p))
#define HELPER_VERSION (*(const volatile int32_t *)0xffff0ffc)

__attribute__((constructor)) static void check_kernel(void)
{
	static const char said[] = "64-bit atomics need Linux 3.1 or newer, with the user helpers of its ARM port\n";
	if (HELPER_VERSION < 5) {
		(void)!write(2, said, sizeof said - 1);
		abort();
	}
}

/* An ordinary read may see halves of two values: then the exchange fails. */
#define UPDATE(p, order, old, changed) \
	word old, next; \
	(void)(order); \
	do { \
		old = *p; \
		next = (changed); \
	} while (!exchanged(&old, &next, p))

static word load(volatile word *p, int order)
{
	UPDATE(p, order, old, old);
	return old;
}

static word compare(volatile word *p, word wanted, word next, int order)
{
	while (!exchanged(&wanted, &next, p)) {
		word found = load(p, order);
		if (found != wanted)
			return found;
	}
	return wanted;
}

#else

#define SYNC
#define LOCK_FREE 4

enum { FREE, HELD, WAITED_FOR };
enum { WAIT = 128, WAKE = 129 }; /* FUTEX_WAIT_PRIVATE, FUTEX_WAKE_PRIVATE */
enum { LOCKS = 64, TRIES = 64 };

/* Each in a cache line of its own. */
static struct {
	uint32_t state __attribute__((aligned(64)));
} locks[LOCKS];

static uint32_t *lock_of(volatile word *p)
{
	return &locks[((uintptr_t)p >> 3) % LOCKS].state;
}

static bool take(uint32_t *lock)
{
	uint32_t is = FREE;
	return __atomic_compare_exchange_n(lock, &is, HELD, false, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED);
}

/*
 * On one processor a thread of a higher priority would spin for ever: after a
 * few tries it sleeps until the holder is done. errno is the program's.
 */
static void acquire(uint32_t *lock)
{
	int before = errno;
	for (int i = 0; i < TRIES; i++)
		if (take(lock))
			return;
	while (__atomic_exchange_n(lock, WAITED_FOR, __ATOMIC_ACQUIRE) != FREE)
		syscall(SYS_futex, lock, WAIT, WAITED_FOR, NULL);
	errno = before;
}

static void release(uint32_t *lock)
{
	int before = errno;
	if (__atomic_exchange_n(lock, FREE, __ATOMIC_RELEASE) == WAITED_FOR) {
		syscall(SYS_futex, lock, WAKE, 1);
		errno = before;
	}
}

static void acquire_all(void)
{
	for (int i = 0; i < LOCKS; i++)
		acquire(&locks[i].state);
}

static void release_all(void)
{
	for (int i = 0; i < LOCKS; i++)
		release(&locks[i].state);
}

__attribute__((constructor)) static void mind_forks(void)
{
	pthread_atfork(acquire_all, release_all, release_all);
}

/*
 * A lock orders what is done to one object, and what acquire and release ask
 * for. SeqCst is one order of all objects, narrower ones too.
 */
static void fence(int order)
{
	if (order == __ATOMIC_SEQ_CST)
		__atomic_thread_fence(__ATOMIC_SEQ_CST);
}

#define LOCKED(p, order, old, change) \
	fence(order); \
	acquire(lock_of(p)); \
	word old = *p; \
	change; \
	release(lock_of(p)); \
	fence(order)
#define UPDATE(p, order, old, changed) LOCKED(p, order, old, *p = (changed))

static word load(volatile word *p, int order)
{
	LOCKED(p, order, old, );
	return old;
}

static word compare(volatile word *p, word wanted, word next, int order)
{
	UPDATE(p, order, old, old == wanted ? next : old);
	return old;
}

#endif

/* A null pointer asks for the type. */
FUNCTION(, bool, __atomic_is_lock_free, size_t size, const volatile void *p)
{
	return size && size <= LOCK_FREE && !(size & (size - 1)) && !((uintptr_t)p & (size - 1));
}

/* Of the orders of success and failure the stronger does for both. */
FUNCTION(, bool, __atomic_compare_exchange_8, volatile word *p, word *wanted, word next, int success, int failure)
{
	word old = compare(p, *wanted, next, success > failure ? success : failure);
	bool same = old == *wanted;
	if (!same)
		*wanted = old;
	return same;
}

FUNCTION(SYNC, word, __sync_val_compare_and_swap_8, volatile word *p, word wanted, word next)
{
	return compare(p, wanted, next, __ATOMIC_SEQ_CST);
}

FUNCTION(SYNC, bool, __sync_bool_compare_and_swap_8, volatile word *p, word wanted, word next)
{
	return compare(p, wanted, next, __ATOMIC_SEQ_CST) == wanted;
}

/* Returns what was there before. */
#define CHANGE(name, changed) \
	static word name(volatile word *p, word value, int order) \
	{ \
		UPDATE(p, order, old, changed); \
		return old; \
	}
#define ATOMIC(type, name, change) \
	FUNCTION(, type, name, volatile word *p, word value, int order) { return change(p, value, order); }
#define SYNCED(name, change) \
	FUNCTION(SYNC, word, name, volatile word *p, word value) { return change(p, value, __ATOMIC_SEQ_CST); }

CHANGE(swap, value)
FUNCTION(, word, __atomic_load_8, volatile word *p, int order) { return load(p, order); }
FUNCTION(, void, __atomic_store_8, volatile word *p, word value, int order) { swap(p, value, order); }
FUNCTION(SYNC, void, __sync_lock_release_8, volatile word *p) { swap(p, 0, __ATOMIC_SEQ_CST); }
ATOMIC(word, __atomic_exchange_8, swap)
SYNCED(__sync_lock_test_and_set_8, swap)

#define ARITHMETIC(name, changed) \
	CHANGE(fetch_##name, changed) \
	ATOMIC(word, __atomic_fetch_##name##_8, fetch_##name) \
	SYNCED(__sync_fetch_and_##name##_8, fetch_##name) \
	FUNCTION(SYNC, word, __sync_##name##_and_fetch_8, volatile word *p, word value) \
	{ \
		word old = fetch_##name(p, value, __ATOMIC_SEQ_CST); \
		return changed; \
	}
ARITHMETIC(add, old + value)
ARITHMETIC(sub, old - value)
ARITHMETIC(and, old & value)
ARITHMETIC(or, old | value)
ARITHMETIC(xor, old ^ value)
ARITHMETIC(nand, ~(old & value))

/* LLVM's names for ARM: there rustc has no others. */
CHANGE(umax, old > value ? old : value)
CHANGE(umin, old < value ? old : value)
CHANGE(max, (int64_t)old > (int64_t)value ? old : value)
CHANGE(min, (int64_t)old < (int64_t)value ? old : value)
ATOMIC(word, __atomic_fetch_umax_8, umax)
ATOMIC(word, __atomic_fetch_umin_8, umin)
SYNCED(__sync_fetch_and_umax_8, umax)
SYNCED(__sync_fetch_and_umin_8, umin)
SYNCED(__sync_fetch_and_max_8, max)
SYNCED(__sync_fetch_and_min_8, min)

#elif defined __arm__

/*
 * All are weak: a Rust program brings its own, over the same helpers of the
 * kernel, and so does one that is linked with libgcc. Either may serve.
 */
typedef uint32_t __attribute__((may_alias)) whole;

static bool exchanged(whole old, whole next, volatile whole *p)
{
	return !((int (*)(whole, whole, volatile whole *))0xffff0fc0)(old, next, p);
}

FUNCTION(WEAK, void, __sync_synchronize, void)
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

/* The exchange is a barrier, and done where nothing changes too. */
#define OPERATION(type, result, name, changed, ...) \
	FUNCTION(WEAK, type, name, volatile type *p, __VA_ARGS__) \
	{ \
		volatile whole *w = (volatile whole *)((uintptr_t)p & ~(uintptr_t)3); \
		unsigned shift = shift_of(p, sizeof(type)); \
		whole before, after, mask = (whole)(type)-1 << shift; \
		type old; \
		do { \
			before = *w; \
			old = (type)(before >> shift); \
			after = (before & ~mask) | (whole)(type)(changed) << shift; \
		} while (!exchanged(before, after, w)); \
		return result; \
	}

#define FETCH(type, size, name, changed) \
	OPERATION(type, old, __sync_fetch_and_##name##_##size, changed, type value)
#define ARITHMETIC(type, size, name, changed) \
	FETCH(type, size, name, changed) \
	OPERATION(type, changed, __sync_##name##_and_fetch_##size, changed, type value)

#define OF(type, size, signed_type) \
	ARITHMETIC(type, size, add, old + value) \
	ARITHMETIC(type, size, sub, old - value) \
	ARITHMETIC(type, size, and, old & value) \
	ARITHMETIC(type, size, or, old | value) \
	ARITHMETIC(type, size, xor, old ^ value) \
	ARITHMETIC(type, size, nand, ~(old & value)) \
	FETCH(type, size, umax, old > value ? old : value) \
	FETCH(type, size, umin, old < value ? old : value) \
	FETCH(type, size, max, (signed_type)old > (signed_type)value ? old : value) \
	FETCH(type, size, min, (signed_type)old < (signed_type)value ? old : value) \
	OPERATION(type, old, __sync_lock_test_and_set_##size, value, type value) \
	OPERATION(type, old, __sync_val_compare_and_swap_##size, old == wanted ? next : old, type wanted, type next) \
	FUNCTION(WEAK, void, __sync_lock_release_##size, volatile type *p) \
	{ \
		of__sync_lock_test_and_set_##size(p, 0); \
	} \
	FUNCTION(WEAK, bool, __sync_bool_compare_and_swap_##size, volatile type *p, type wanted, type next) \
	{ \
		return of__sync_val_compare_and_swap_##size(p, wanted, next) == wanted; \
	}
OF(uint8_t, 1, int8_t)
OF(uint16_t, 2, int16_t)
OF(uint32_t, 4, int32_t)

#endif
