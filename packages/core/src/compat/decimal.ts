// Exact decimal numbers: what JSON writes down. Doubles would call 0.3 no multiple of 0.1, and a proof may not rest on that.

/** The number `digits / 10^scale`, with the least scale that is not negative. */
export type Decimal = { readonly digits: bigint; readonly scale: number };

export const ZERO: Decimal = { digits: 0n, scale: 0 };
export const ONE: Decimal = { digits: 1n, scale: 0 };

/** The decimal that a finite double is written as (its shortest text, ECMA-262 Number::toString). */
export function toDecimal(number: number): Decimal {
  const [coefficient = '0', exponent = '0'] = String(number).split('e');
  const [whole = '0', fraction = ''] = coefficient.split('.');
  const scale = fraction.length - Number(exponent);
  const digits = BigInt(whole + fraction);
  return scale < 0 ? normal(digits * 10n ** BigInt(-scale), 0) : normal(digits, scale);
}

/** The double that is written as this decimal, or undefined where no double is. */
export function findDouble(decimal: Decimal): number | undefined {
  const number = Number(`${decimal.digits}e${-decimal.scale}`);
  return Number.isFinite(number) && compareDecimals(toDecimal(number), decimal) === 0 ? number + 0 : undefined;
}

/** A text that is equal for equal decimals only. */
export function decimalText(decimal: Decimal): string {
  return `${decimal.digits}e${-decimal.scale}`;
}

/** Negative, zero or positive, as `left` is below, equal to or above `right`. */
export function compareDecimals(left: Decimal, right: Decimal): number {
  const [a, b] = align(left, right);
  return a < b ? -1 : a > b ? 1 : 0;
}

/** True when `value` is a whole multiple of `of`, which is not zero. */
export function isMultiple(value: Decimal, of: Decimal): boolean {
  const [a, b] = align(value, of);
  return a % b === 0n;
}

/** The least positive number that is a multiple of both; both are positive. */
export function leastCommonMultiple(left: Decimal, right: Decimal): Decimal {
  const [a, b] = align(left, right);
  return normal((a / greatestCommonDivisor(a, b)) * b, Math.max(left.scale, right.scale));
}

/** The greatest whole `k` with `k * unit <= value`; `unit` is positive. */
export function floorQuotient(value: Decimal, unit: Decimal): bigint {
  const [a, b] = align(value, unit);
  const quotient = a / b;
  return a % b < 0n ? quotient - 1n : quotient;
}

/** The exact product of a decimal and an integer. */
export function times(value: Decimal, factor: bigint): Decimal {
  return normal(value.digits * factor, value.scale);
}

/** The exact sum. */
export function plus(left: Decimal, right: Decimal): Decimal {
  const [a, b] = align(left, right);
  return normal(a + b, Math.max(left.scale, right.scale));
}

/** One half of the value, exactly. */
export function half(value: Decimal): Decimal {
  return normal(value.digits * 5n, value.scale + 1);
}

function greatestCommonDivisor(left: bigint, right: bigint): bigint {
  let [a, b] = [left, right];
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}

function align(left: Decimal, right: Decimal): [bigint, bigint] {
  const scale = Math.max(left.scale, right.scale);
  return [left.digits * 10n ** BigInt(scale - left.scale), right.digits * 10n ** BigInt(scale - right.scale)];
}

function normal(digits: bigint, scale: number): Decimal {
  let [least, places] = [digits, scale];
  while (places > 0 && least % 10n === 0n) [least, places] = [least / 10n, places - 1];
  return { digits: least, scale: places };
}
