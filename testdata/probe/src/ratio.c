/* The operands are volatile so that the division happens at run time, in the
   target's own floating point: a libgcc of the wrong float ABI shows here. */
double probe_ratio(int dividend, int divisor)
{
    volatile double a = dividend;
    volatile double b = divisor;
    return a / b;
}
