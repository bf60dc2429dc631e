unsigned answer(unsigned a, unsigned b) { return a * b; }
