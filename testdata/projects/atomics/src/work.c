/* What C code calls: every operation with every ordering, one thread's share. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct narrow {
	uint8_t a, b;
	uint16_t c;
	uint32_t d;
};

/* A loop that ends when the exchange was done. */
#define EXCHANGED(order, failure, weak) \
	{ \
		uint64_t old = __atomic_load_n(p, __ATOMIC_RELAXED); \
		while (!__atomic_compare_exchange_n(p, &old, old + step, weak, order, failure)) \
			; \
	}

#define EACH(order, failure) \
	__atomic_fetch_add(p, step, order); \
	__atomic_fetch_sub(p, 1, order); \
	__atomic_add_fetch(p, 1, order); \
	__atomic_fetch_xor(flips, step, order); \
	EXCHANGED(order, failure, true) \
	EXCHANGED(order, failure, false)

/* Adds 15 steps to p, and flips flips six times, for each turn. */
void work_wide(uint64_t *p, uint64_t *flips, uint64_t step, int turns)
{
	while (turns-- > 0) {
		EACH(__ATOMIC_RELAXED, __ATOMIC_RELAXED)
		EACH(__ATOMIC_ACQUIRE, __ATOMIC_ACQUIRE)
		EACH(__ATOMIC_RELEASE, __ATOMIC_RELAXED)
		EACH(__ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)
		EACH(__ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)
		__sync_fetch_and_xor(flips, step);
	}
}

/* Adds four steps to p for each turn. */
void work_sync(uint64_t *p, uint64_t step, int turns)
{
	while (turns-- > 0) {
		__sync_fetch_and_add(p, 2 * step);
		__sync_sub_and_fetch(p, step);
		__sync_add_and_fetch(p, step);
		uint64_t old, found = __atomic_load_n(p, __ATOMIC_RELAXED);
		do {
			old = found;
			found = __sync_val_compare_and_swap(p, old, old + step);
		} while (found != old);
		do
			old = __atomic_load_n(p, __ATOMIC_ACQUIRE);
		while (!__sync_bool_compare_and_swap(p, old, old + step));
	}
}

/* Adds one to each field for each turn; the first three share a word. */
void work_narrow(struct narrow *n, int turns)
{
	while (turns-- > 0) {
		__sync_fetch_and_add(&n->a, 1);
		__atomic_fetch_sub(&n->b, 255, __ATOMIC_RELAXED);
		uint16_t old;
		do
			old = __atomic_load_n(&n->c, __ATOMIC_ACQUIRE);
		while (!__sync_bool_compare_and_swap(&n->c, old, old + 1));
		__sync_synchronize();
		__atomic_add_fetch(&n->d, 1, __ATOMIC_SEQ_CST);
	}
}

/* A spin lock of two words: what the value's upper half says is who holds it. */
void work_locked(uint64_t *lock, uint64_t *plain, uint64_t me, int turns)
{
	while (turns-- > 0) {
		uint64_t open = 0;
		while (!__atomic_compare_exchange_n(lock, &open, me << 32, true, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED))
			open = 0;
		*plain += me;
		if (turns & 1)
			__atomic_store_n(lock, 0, __ATOMIC_RELEASE);
		else
			__sync_lock_release(lock);
	}
}

/* Not known when this is compiled, so that it is asked of the library. */
bool work_lock_free(volatile size_t size, void *p)
{
	return __atomic_is_lock_free(size, p);
}
