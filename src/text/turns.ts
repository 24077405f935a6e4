// Long work that is not divided by time: after so many steps the process answers whoever else has asked.

export const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** `value` of each item, in order. Others have their turn after every `atOnce` items; fewer are done at once. */
export async function mapInTurns<Item, Value>(
  items: readonly Item[],
  atOnce: number,
  value: (item: Item) => Value,
): Promise<Value[]> {
  const values: Value[] = [];
  for (const item of items) {
    if (values.length > 0 && values.length % atOnce === 0) await nextTurn();
    values.push(value(item));
  }
  return values;
}
