#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <time.h>
#include <wchar.h>

enum kind { FIRST = -1, LAST = 7 };

struct entry {
	char flag;
	long count;
	double mean;
	time_t at;
	wchar_t letter;
	size_t size;
	off_t where;
	unsigned bits : 3;
	enum kind kind;
	void *next;
	uint64_t big;
	short last;
};

struct saved {
	char first;
	jmp_buf place;
};

struct moment {
	struct tm parts;
	struct timespec exact;
};

/* What C says: the size and the alignment of each, and where big lies in an entry. */
enum { ANSWERS = 8 };
extern const size_t answers[ANSWERS];
