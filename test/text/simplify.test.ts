import { describe, expect, it } from 'vitest';
import { simplifyCharacter, simplifyText } from '../../src/text/simplify.ts';
import { anyUnits, check } from '../support/properties.ts';

describe('the Simplified text', () => {
  it.each([
    ['著力推進', '着力推进'],
    ['著重', '着重'],
    ['著眼', '着眼'],
    ['面臨著', '面临着'],
    ['隨著', '随着'],
    ['沿著', '沿着'],
    ['朝著', '朝着'],
    ['著', '着'],
  ])('has 着 for the 著 of %s', (text, simplified) => {
    expect(simplifyText(text)).toBe(simplified);
  });

  it.each([
    ['顯著增強', '显著增强'],
    ['显著', '显著'],
    ['卓著', '卓著'],
    ['昭著', '昭著'],
    ['原著', '原著'],
    ['名著', '名著'],
    ['論著', '论著'],
    ['專著', '专著'],
    ['編著', '编著'],
    ['著名', '著名'],
    ['著作權', '著作权'],
    ['著者', '著者'],
    ['著稱', '著称'],
    ['著述', '著述'],
    ['著書', '著书'],
    ['著錄', '著录'],
  ])('keeps the 著 of %s', (text, simplified) => {
    expect(simplifyText(text)).toBe(simplified);
  });

  it.each([
    ['畬族', '畲族'],
    ['瞭解徵收情況', '了解征收情况'],
    ['製造業', '制造业'],
    ['構筑“一軸一帶”', '构筑“一轴一带”'],
    ['石碁鎮', '石碁镇'],
    ['RCEP 2035', 'RCEP 2035'],
  ])('of %s is %s', (text, simplified) => {
    expect(simplifyText(text)).toBe(simplified);
  });

  it('has as many characters as the text, whatever they are', () => {
    check([anyUnits], (text) => expect([...simplifyText(text)]).toHaveLength([...text].length), 2000);
  });

  it('simplified again stays as it is', () => {
    check([anyUnits], (text) => expect(simplifyText(simplifyText(text))).toBe(simplifyText(text)), 2000);
  });
});

describe('a Simplified character', () => {
  it('is found without looking at its neighbours, so 著 is always 着', () => {
    expect(simplifyCharacter('著')).toBe('着');
    expect(simplifyCharacter('峯')).toBe('峰');
  });

  it('is one character, and its own Simplified form', () => {
    check([anyUnits], (text) => {
      for (const character of text) {
        const simplified = simplifyCharacter(character);
        expect([...simplified]).toHaveLength(1);
        expect(simplifyCharacter(simplified)).toBe(simplified);
      }
    });
  });
});
