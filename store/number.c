#include "store/number.h"

static const double LN2 = 0.693147180559945309417;

double number_log(double x)
{
	double y, square, term, sum;
	int power = 0;
	int n;

	if (!(x > 0))
		return 0;
	for (; x > 1.5; x /= 2)
		power++;
	for (; x < .75; x *= 2)
		power--;
	/* ln x = 2 atanh((x - 1) / (x + 1)) */
	y = (x - 1) / (x + 1);
	square = y * y;
	term = sum = y;
	for (n = 3; n < 23; n += 2) {
		term *= square;
		sum += term / n;
	}
	return 2 * sum + power * LN2;
}

double number_root(double x)
{
	double root = x > 1 ? x : 1;
	int n;

	if (!(x > 0))
		return 0;
	for (n = 0; n < 60; n++) {
		double next = (root + x / root) / 2;

		if (next >= root)
			break;
		root = next;
	}
	return root;
}
