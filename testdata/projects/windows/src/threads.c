#include <pthread.h>
#include <stdio.h>

/* POSIX threads, which Windows has not: mingw-w64's winpthread brings them. */
static void *add(void *sum)
{
	*(int *)sum += 7;
	return sum;
}

int threads(void)
{
	pthread_t thread;
	int sum = 0;
	for (int i = 0; i < 6; i++) {
		if (pthread_create(&thread, NULL, add, &sum) != 0 || pthread_join(thread, NULL) != 0)
			return -1;
	}
	return sum;
}

/* 15/7 by printf, whose lines end in two bytes on Windows. */
void say_ratio(int dividend, int divisor)
{
	printf("%.15f\n", (double)dividend / divisor);
	fflush(stdout);
}
