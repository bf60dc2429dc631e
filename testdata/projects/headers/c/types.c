#include "types.h"

const size_t answers[ANSWERS] = {
	sizeof(struct entry), _Alignof(struct entry), offsetof(struct entry, big), sizeof(struct saved),
	_Alignof(struct saved), sizeof(struct moment), _Alignof(struct moment), sizeof(wchar_t),
};
