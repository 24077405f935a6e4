// Radicals in place of characters: in a font one drawing serves 民 and its radical ⺠, and programs that make a PDF out of
// drawings often name the radical. The two look alike and are two characters to every search.

/** A text with the characters meant, one for one, and how many there were to put right. `script`: that of the document. */
export function withoutRadicals(
  text: string,
  script: 'Hans' | 'Hant' = 'Hans',
): { readonly text: string; readonly count: number } {
  let count = 0;
  const put = text.replace(RADICAL, (radical) => {
    const meant =
      (script === 'Hans' ? SIMPLIFIED.get(radical) : undefined) ?? SUPPLEMENT.get(radical) ?? radical.normalize('NFKC');
    if (meant !== radical) count += 1;
    return meant;
  });
  return { text: put, count };
}

// Kangxi radicals and compatibility characters have their meaning in Unicode's tables, the supplement's have it here.
const RADICAL = /[\u2e80-\u2fd5\uf900-\ufad9]/gu;
// Unicode names the Traditional character where a Simplified one has the same drawing.
const SIMPLIFIED = new Map([['⼾', '户']]);
const SUPPLEMENT = new Map(
  (
    '⺁厂 ⺂乛 ⺃乚 ⺄乙 ⺅亻 ⺆冂 ⺇几 ⺈刀 ⺉刂 ⺊卜 ⺋㔾 ⺌小 ⺍小 ⺎兀 ⺏尣 ⺐尢 ⺒巳 ⺓幺 ⺔彑 ⺕彐 ⺖忄 ⺘扌 ⺙攵 ⺛旡 ⺜日 ⺝月 ⺞歺 ⺟母 ⺠民 ⺡氵 ⺢氺 ⺣灬 ⺤爫 ⺥爫 ⺦丬 ⺧牛 ' +
    '⺨犭 ⺩王 ⺪疋 ⺫罒 ⺬示 ⺭礻 ⺮竹 ⺯糹 ⺰纟 ⺱罓 ⺲罒 ⺶羊 ⺷羊 ⺹耂 ⺺肀 ⺻聿 ⺼肉 ⺽臼 ⺾艹 ⺿艹 ⻀艹 ⻁虎 ⻂衤 ⻃覀 ⻄西 ⻅见 ⻆角 ⻈讠 ⻉贝 ⻊足 ⻋车 ⻌辶 ⻍辶 ⻎辶 ⻏阝 ⻐钅 ⻑長 ' +
    '⻒镸 ⻓长 ⻔门 ⻖阝 ⻗雨 ⻘青 ⻙韦 ⻚页 ⻛风 ⻜飞 ⻝食 ⻟飠 ⻠饣 ⻢马 ⻣骨 ⻤鬼 ⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻪黾 ⻫斉 ⻬齐 ⻭歯 ⻮齿 ⻯竜 ⻰龙 ⻱龜 ⻲亀 ⻳龟'
  )
    .split(' ')
    .map((pair) => [pair.slice(0, 1), pair.slice(1)] as const),
);
