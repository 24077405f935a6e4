import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createGramBuilder, createGramIndex } from '../../src/indexing/gram-postings.ts';
import { ListsCollector, ListsWriter, mergeLists, readOrdinals } from '../../src/indexing/ordinal-lists.ts';
import { anyText, check } from '../support/properties.ts';

const ascending = fc
  .uniqueArray(fc.oneof(fc.nat(300), fc.nat(0x7fffffff)), { maxLength: 40 })
  .map((ordinals) => ordinals.sort((a, b) => a - b));

function pack(lists: readonly (readonly number[])[]) {
  const writer = new ListsWriter();
  for (const ordinals of lists) {
    for (const ordinal of ordinals) writer.add(ordinal);
    writer.close();
  }
  return writer.finish();
}

describe('packed lists', () => {
  it('are read as they were added, each ordinal once', () => {
    check([fc.array(ascending, { maxLength: 6 })], (lists) => {
      const packed = pack(lists.map((list) => list.flatMap((ordinal) => [ordinal, ordinal])));
      expect(lists.map((_, at) => [...readOrdinals(packed, at)])).toEqual(lists);
    });
  });

  it('are the same whether they are written one after the other or side by side, in whatever order is asked for', () => {
    const membership = fc.array(fc.tuple(fc.nat(1000), fc.nat(8)), { maxLength: 60 });
    check([membership, fc.boolean()], (drawn, isReversed) => {
      const collector = new ListsCollector();
      const numbers = new Map<number, number>();
      const lists = new Map<number, number[]>();
      for (const [ordinal, list] of drawn.sort(([a], [b]) => a - b)) {
        const number = numbers.get(list) ?? numbers.size;
        numbers.set(list, number);
        collector.add(number, ordinal);
        lists.set(number, [...(lists.get(number) ?? []), ordinal]);
      }
      const order = [...lists.keys()];
      if (isReversed) order.reverse();
      expect(collector.finish(order)).toEqual(pack(order.map((number) => lists.get(number) ?? [])));
    });
  });

  it('of several parts are joined where their places say', () => {
    const one = { keys: ['甲', '丙'], lists: pack([[0, 1], [1]]), places: Int32Array.of(4, 0) };
    const two = { keys: ['丁', '乙', '甲'].sort(), lists: pack([[0], [0], [0]]), places: Int32Array.of(2) };
    const gone = { keys: ['戊'], lists: pack([[0]]), places: Int32Array.of(-1) };
    const { keys, lists } = mergeLists([one, two, gone].map((part) => ({ ...part, keys: [...part.keys] })));
    expect(Object.fromEntries(keys.map((key, at) => [key, [...readOrdinals(lists, at)]]))).toEqual(
      Object.fromEntries(
        [...new Set(['丁', '丙', '乙', '甲'])].map((key) => [key, { 丁: [2], 丙: [0], 乙: [2], 甲: [0, 2, 4] }[key]]),
      ),
    );
  });
});

describe('payloads', () => {
  const entries = fc
    .uniqueArray(fc.tuple(fc.oneof(fc.nat(300), fc.nat(0x7fffffff)), fc.oneof(fc.constant(0), fc.nat(0xffffffff))), {
      selector: ([ordinal]) => ordinal,
      maxLength: 40,
    })
    .map((drawn) => drawn.sort(([a], [b]) => a - b));

  it('stay with their ordinals, whether written one after the other or side by side, and where lists are joined', () => {
    check([entries], (drawn) => {
      const writer = new ListsWriter();
      const collector = new ListsCollector();
      for (const [ordinal, payload] of drawn) {
        writer.add(ordinal, payload);
        collector.setPayload(collector.add(0, ordinal), payload);
      }
      writer.close();
      const written = writer.finish();
      const payloads = new Uint32Array(drawn.length);
      expect([...readOrdinals(written, 0, payloads)]).toEqual(drawn.map(([ordinal]) => ordinal));
      expect([...payloads]).toEqual(drawn.map(([, payload]) => payload));
      if (drawn.length > 0) expect(collector.finish([0])).toEqual(written);
    });
  });

  it('are moved with their ordinals', () => {
    const writer = new ListsWriter();
    for (const [ordinal, payload] of [
      [0, 7],
      [1, 0],
      [3, 9],
    ] as const)
      writer.add(ordinal, payload);
    writer.close();
    const { lists } = mergeLists([{ keys: [1], lists: writer.finish(), places: Int32Array.of(5, 2, 0, 1) }]);
    const payloads = new Uint32Array(3);
    expect([[...readOrdinals(lists, 0, payloads)], [...payloads]]).toEqual([
      [1, 2, 5],
      [9, 0, 7],
    ]);
  });
});

describe('the places of a string of two units', () => {
  const text = fc.string({ unit: fc.constantFrom('绿', '色', '、', '。'), maxLength: 30 });

  it('are those that a scan of the texts finds, from the left without overlap', () => {
    check(
      [fc.array(text, { maxLength: 8 }), fc.string({ unit: fc.constantFrom('绿', '色', '、'), minLength: 2, maxLength: 2 })],
      (texts, gram) => {
        const builder = createGramBuilder();
        for (const [ordinal, own] of texts.entries()) builder.addText(ordinal, own);
        const { ordinals, counts, listed } = createGramIndex(builder.finish()).places(gram);
        const found = texts.flatMap((own, ordinal) => {
          const places: boolean[] = [];
          for (let at = own.indexOf(gram); at >= 0; at = own.indexOf(gram, at + 2))
            places.push(own[at - 1] === '、' || own[at + 2] === '、');
          return places.length === 0 ? [] : [[ordinal, places.length, places.filter(Boolean).length]];
        });
        expect(Array.from(ordinals, (ordinal, at) => [ordinal, counts[at], listed[at]])).toEqual(found);
      },
    );
  });
});

describe('the candidates of a string', () => {
  it('are among the texts that hold it, and only a string of one unit has none', () => {
    check(
      [fc.array(anyText, { maxLength: 12 }), fc.nat(11), fc.nat(20), fc.integer({ min: 2, max: 6 })],
      (texts, of, at, length) => {
        const builder = createGramBuilder();
        for (const [ordinal, text] of texts.entries()) builder.addText(ordinal, text);
        const index = createGramIndex(builder.finish());
        const wanted = (texts[of] ?? '').slice(at, at + length);
        const holding = texts.flatMap((text, ordinal) => (text.includes(wanted) ? [ordinal] : []));
        const candidates = index.candidates(wanted);
        if (wanted.length < 2) expect(candidates).toBeNull();
        else expect([...(candidates ?? [])]).toEqual(expect.arrayContaining(holding));
      },
    );
  });
});
