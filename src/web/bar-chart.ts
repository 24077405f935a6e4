// A small bar chart as inline SVG. Sizes are attributes, since the site allows no inline style; colours are the style sheet's.

export interface Bar {
  readonly label: string;
  readonly text: string;
  readonly y: number;
  readonly textY: number;
  readonly width: number;
  readonly textX: number;
}

export interface BarChart {
  readonly title: string;
  readonly viewBox: string;
  readonly labelX: number;
  readonly barX: number;
  readonly barHeight: number;
  readonly bars: readonly Bar[];
}

const LINE = 22;
const BAR = 12;
const LABEL_WIDTH = 84;
const BAR_WIDTH = 300;
const TEXT_WIDTH = 76;

export function barChart(
  values: readonly { readonly label: string; readonly value: number; readonly text: string }[],
  title: string,
): BarChart {
  const most = Math.max(...values.map(({ value }) => value), 0);
  return {
    title,
    viewBox: `0 0 ${LABEL_WIDTH + BAR_WIDTH + TEXT_WIDTH} ${Math.max(1, values.length) * LINE}`,
    labelX: LABEL_WIDTH - 8,
    barX: LABEL_WIDTH,
    barHeight: BAR,
    bars: values.map(({ label, value, text }, at) => {
      const width = most === 0 ? 0 : Math.round((value / most) * BAR_WIDTH * 10) / 10;
      return { label, text, y: at * LINE + (LINE - BAR) / 2, textY: at * LINE + LINE / 2, width, textX: LABEL_WIDTH + width + 6 };
    }),
  };
}
