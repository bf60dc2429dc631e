/*
 * 64-bit atomic operations for processors that have none: what compilers call
 * for them, __atomic_*_8 and __sync_*_8. atomics.sh makes an archive of this
 * file, from which link.sh links every program. It is one object, so that one
 * implementation serves all of a program's 64-bit operations.
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
 * Objects of other sizes, and those that are not aligned to eight bytes, never
 * come here: a compiler decides by an object's type, and calls others for them.
 */
#define _GNU_SOURCE /* syscall */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef uint64_t __attribute__((may_alias)) word;

/* The names are built into compilers, so C has others for them. */
#define NAMED(name) __asm__(#name)

#ifdef __arm__

#include <stdlib.h>
#include <unistd.h>

/* libgcc has a part of __sync_*_8 too, over the same helper. */
#define SHARED __attribute__((weak))

/* Exchanges and gives 0, or not 0 where *p is another; a barrier in both cases. */
#define exchanged(old, new, p) \
	(!((int (*)(const word *, const word *, volatile word *))0xffff0f60)(old, new, p))

#define HELPER_VERSION (*(const volatile int32_t *)0xffff0ffc)

__attribute__((constructor)) static void check_kernel(void)
{
	static const char said[] = "64-bit atomics need Linux 3.1 or newer, with the user helpers of its ARM port\n";
	if (HELPER_VERSION >= 5)
		return;
	if (write(2, said, sizeof said - 1) < 0)
		abort();
	abort();
}

/*
 * An ordinary read may see halves of two values. The exchange tells, and then
 * it is done again.
 */
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

#include <errno.h>
#include <pthread.h>
#include <sys/syscall.h>
#include <unistd.h>

#define SHARED

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

#define UPDATE(p, order, old, changed) \
	fence(order); \
	acquire(lock_of(p)); \
	word old = *p; \
	*p = (changed); \
	release(lock_of(p)); \
	fence(order)

static word load(volatile word *p, int order)
{
	fence(order);
	acquire(lock_of(p));
	word old = *p;
	release(lock_of(p));
	fence(order);
	return old;
}

static word compare(volatile word *p, word wanted, word next, int order)
{
	UPDATE(p, order, old, old == wanted ? next : old);
	return old;
}

#endif

/* Between the orders of success and failure nothing is lost by the stronger. */
static int stronger(int a, int b)
{
	return a > b ? a : b;
}

word atomic_load(volatile word *p, int order) NAMED(__atomic_load_8);
word atomic_load(volatile word *p, int order)
{
	return load(p, order);
}

bool atomic_compare(volatile word *p, word *wanted, word next, int success, int failure) NAMED(__atomic_compare_exchange_8);
bool atomic_compare(volatile word *p, word *wanted, word next, int success, int failure)
{
	word old = compare(p, *wanted, next, stronger(success, failure));
	bool same = old == *wanted;
	if (!same)
		*wanted = old;
	return same;
}

word sync_compare(volatile word *p, word wanted, word next) NAMED(__sync_val_compare_and_swap_8) SHARED;
word sync_compare(volatile word *p, word wanted, word next)
{
	return compare(p, wanted, next, __ATOMIC_SEQ_CST);
}

bool sync_same(volatile word *p, word wanted, word next) NAMED(__sync_bool_compare_and_swap_8) SHARED;
bool sync_same(volatile word *p, word wanted, word next)
{
	return compare(p, wanted, next, __ATOMIC_SEQ_CST) == wanted;
}

static word swap(volatile word *p, word value, int order)
{
	UPDATE(p, order, old, value);
	return old;
}

void atomic_store(volatile word *p, word value, int order) NAMED(__atomic_store_8);
void atomic_store(volatile word *p, word value, int order)
{
	swap(p, value, order);
}

word atomic_exchange(volatile word *p, word value, int order) NAMED(__atomic_exchange_8);
word atomic_exchange(volatile word *p, word value, int order)
{
	return swap(p, value, order);
}

word sync_swap(volatile word *p, word value) NAMED(__sync_lock_test_and_set_8) SHARED;
word sync_swap(volatile word *p, word value)
{
	return swap(p, value, __ATOMIC_SEQ_CST);
}

void sync_release(volatile word *p) NAMED(__sync_lock_release_8) SHARED;
void sync_release(volatile word *p)
{
	swap(p, 0, __ATOMIC_SEQ_CST);
}

/* Gives what was there before. */
#define CHANGE(name, changed) \
	static word change_##name(volatile word *p, word value, int order) \
	{ \
		UPDATE(p, order, old, changed); \
		return old; \
	}

#define ATOMIC(name) \
	word atomic_##name(volatile word *p, word value, int order) NAMED(__atomic_fetch_##name##_8); \
	word atomic_##name(volatile word *p, word value, int order) \
	{ \
		return change_##name(p, value, order); \
	}

#define SYNC(name) \
	word sync_##name(volatile word *p, word value) NAMED(__sync_fetch_and_##name##_8) SHARED; \
	word sync_##name(volatile word *p, word value) \
	{ \
		return change_##name(p, value, __ATOMIC_SEQ_CST); \
	}

/* Gives what is there after it. */
#define SYNC_AFTER(name, changed) \
	word after_##name(volatile word *p, word value) NAMED(__sync_##name##_and_fetch_8) SHARED; \
	word after_##name(volatile word *p, word value) \
	{ \
		word old = change_##name(p, value, __ATOMIC_SEQ_CST); \
		return changed; \
	}

#define ARITHMETIC(name, changed) \
	CHANGE(name, changed) ATOMIC(name) SYNC(name) SYNC_AFTER(name, changed)
ARITHMETIC(add, old + value)
ARITHMETIC(sub, old - value)
ARITHMETIC(and, old &value)
ARITHMETIC(or, old | value)
ARITHMETIC(xor, old ^ value)
ARITHMETIC(nand, ~(old & value))

/* LLVM's names for ARM: there rustc has no others. */
CHANGE(umax, old > value ? old : value)
CHANGE(umin, old < value ? old : value)
CHANGE(max, (int64_t)old > (int64_t)value ? old : value)
CHANGE(min, (int64_t)old < (int64_t)value ? old : value)
ATOMIC(umax)
ATOMIC(umin)
SYNC(umax)
SYNC(umin)
SYNC(max)
SYNC(min)

/* On ARM the kernel helps with all of them. A null pointer asks for the type. */
bool is_lock_free(size_t size, const volatile void *p) NAMED(__atomic_is_lock_free);
bool is_lock_free(size_t size, const volatile void *p)
{
#ifdef __arm__
	bool wide = size == 8;
#else
	bool wide = false;
#endif
	return (size == 1 || size == 2 || size == 4 || wide) && !((uintptr_t)p & (size - 1));
}
