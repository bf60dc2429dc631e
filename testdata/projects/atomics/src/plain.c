/* A program of C alone: no crate brings anything along. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct narrow {
	uint8_t a, b;
	uint16_t c;
	uint32_t d;
};

void work_wide(uint64_t *p, uint64_t *flips, uint64_t step, int turns);
void work_sync(uint64_t *p, uint64_t step, int turns);
void work_narrow(struct narrow *n, int turns);
void work_locked(uint64_t *lock, uint64_t *plain, uint64_t me, int turns);
bool work_lock_free(volatile size_t size, void *p);

int main(void)
{
	static uint64_t sum, flips, lock, plain;
	static _Alignas(4) struct narrow n;
	work_wide(&sum, &flips, 1ull << 33, 10);
	work_sync(&sum, 3, 10);
	work_locked(&lock, &plain, 7, 10);
	work_narrow(&n, 1000);
	bool right = sum == 150 * (1ull << 33) + 120 && flips == 0 && plain == 70 && lock == 0 &&
		n.a == 1000 % 256 && n.b == 1000 % 256 && n.c == 1000 && n.d == 1000 && work_lock_free(4, &n.d);
	puts(right ? "right" : "wrong");
	return !right;
}
