#ifndef FYR_STORE_NUMBER_H
#define FYR_STORE_NUMBER_H

/*
 * The two functions that ranking needs, to nine digits, without a library.
 */

/* Natural logarithm of a number above 0. */
double number_log(double x);

/* Square root; 0 for what is not above 0. */
double number_root(double x);

#endif
