import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Decimal, parseDecimal } from '../../src/base/decimal.ts';
import {
  amountText,
  decimalOfMoney,
  exchange,
  exchangeBack,
  minorDigits,
  money,
  moneyOf,
  share,
  times,
} from '../../src/base/money.ts';

const decimal = (text: string): Decimal => parseDecimal(text) as Decimal;

describe('money', () => {
  it('has the decimals of its currency', () => {
    expect([minorDigits('USD'), minorDigits('JPY'), minorDigits('KWD')]).toEqual([2, 0, 3]);
    expect(moneyOf('USD', decimal('52.2'))).toEqual(money('USD', 5220n));
    expect(moneyOf('USD', decimal('52.201'))).toBeUndefined();
    expect(moneyOf('JPY', decimal('52.2'))).toBeUndefined();
    expect(amountText(money('USD', 5n))).toBe('0.05');
    expect(amountText(money('USD', -5n))).toBe('-0.05');
    expect(amountText(money('JPY', 5n))).toBe('5');
  });
  it('is read back from its amount', () => {
    fc.assert(
      fc.property(fc.constantFrom('USD', 'JPY', 'KWD'), fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), (c, n) => {
        expect(moneyOf(c, decimal(amountText(money(c, n))))).toEqual(money(c, n));
      }),
    );
  });
  it('times a rate is rounded half up once', () => {
    expect(times(money('USD', 60000n), decimal('0.19'))).toEqual(money('USD', 11400n));
    expect(times(money('USD', 50n), decimal('0.19'))).toEqual(money('USD', 10n));
    expect(times(money('USD', -50n), decimal('0.19'))).toEqual(money('USD', -10n));
    expect(times(money('USD', 1n), decimal('0.005'))).toEqual(money('USD', 0n));
  });
  it('times a whole number is as often itself', () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.nat(1000), (n, k) => {
        expect(times(money('USD', n), decimal(String(k))).minor).toBe(n * BigInt(k));
      }),
    );
  });
});

describe('another currency', () => {
  it('is reached by a rate, rounded half up once', () => {
    expect(exchange(money('USD', 39701n), decimal('19.00'), 'MXN')).toEqual(money('MXN', 754319n));
    expect(exchange(money('USD', 50000n), decimal('18.46115'), 'MXN')).toEqual(money('MXN', 923058n));
    expect(exchange(money('USD', 100n), decimal('150.5'), 'JPY')).toEqual(money('JPY', 151n));
    expect(exchangeBack(money('MXN', 41015n), decimal('18.4843'), 'USD')).toEqual(money('USD', 2219n));
    expect(exchangeBack(money('MXN', 41015n), decimal('0'), 'USD')).toBeUndefined();
  });
  it('a share of an amount is rounded once, and there is none of nought', () => {
    expect(share(money('USD', 39200n), decimal('1'), decimal('1.01'))).toEqual(money('USD', 38812n));
    expect(share(money('USD', 399n), decimal('18.50'), decimal('0.30'))).toEqual(money('USD', 24605n));
    expect(share(money('USD', 399n), decimal('1'), decimal('0'))).toBeUndefined();
    expect(decimalOfMoney(money('JPY', 5n))).toEqual(decimal('5'));
  });
});
