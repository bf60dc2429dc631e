double half(double of) { return of / 2; }
