double ratio(double a, double b) { return a / b; }
