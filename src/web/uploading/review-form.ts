// The facts as the review's form sends them, each checked with a message beside its field.
import type { GivenFacts } from '../../corpus/importing/propose-facts.ts';
import { isWebAddress, type PlanFacts } from '../../corpus/manifest.ts';

export const FORM_FIELDS = ['title', 'district', 'city', 'province', 'period', 'source', 'id'] as const;
export type FormField = (typeof FORM_FIELDS)[number];

export type FormValues = Readonly<Record<FormField, string>>;
export type FormProblems = Readonly<Partial<Record<FormField, string>>>;

const LONGEST: Readonly<Record<FormField, number>> = {
  title: 200,
  district: 40,
  city: 40,
  province: 40,
  period: 9,
  source: 2000,
  id: 60,
};

/** What the form says of a plan, and what is wrong with it; whatever is sent, and be it no text. */
export function readForm(body: unknown): FormValues {
  const sent = typeof body === 'object' && body !== null ? body : {};
  const sentFor = (name: FormField): string => {
    const value: unknown = Reflect.get(sent, name);
    return typeof value === 'string' ? value.replace(/\s+/gu, ' ').trim() : '';
  };
  return {
    title: sentFor('title'),
    district: sentFor('district'),
    city: sentFor('city'),
    province: sentFor('province'),
    period: sentFor('period').replace(/\s*[–—－~～至]+\s*/u, '-'),
    source: sentFor('source'),
    id: sentFor('id'),
  };
}

export const tooLong = (field: FormField): string => `至多 ${LONGEST[field]} 字。`;

/** `takenIds`: of the plans that are there. Empty where everything can be used. */
export function problemsIn(values: FormValues, takenIds: ReadonlySet<string>): FormProblems {
  const problems: Partial<Record<FormField, string>> = {};
  for (const field of FORM_FIELDS) {
    if ([...values[field]].length > LONGEST[field]) problems[field] = tooLong(field);
  }
  if (values.title === '') problems.title = '请写规划的全名。';
  if (values.district === '') problems.district = '请写这是哪里的规划，例如 花都区；全市的规划写市名。';
  if (values.period !== '' && !isPeriod(values.period)) problems.period = '请写首尾两年，例如 2026-2030；不知道就空着。';
  if (values.source !== '' && !isWebAddress(values.source)) problems.source = '请写 http:// 或 https:// 开头的网址；没有就空着。';
  if (!/^[a-z][a-z0-9-]*$/u.test(values.id)) problems.id = '只能用小写字母、数字和连字符，字母开头，例如 huadu-2026。';
  else if (takenIds.has(values.id)) problems.id = '这个编号已有规划用了，请换一个。';
  return problems;
}

/** The form's facts for a plan; an empty field says that the fact is not known. */
export const givenBy = ({ title, district, city, province, period, source, id }: FormValues): GivenFacts => ({
  id,
  title,
  district,
  city: city === '' ? null : city,
  province: province === '' ? null : province,
  period: period === '' ? null : period,
  source: source === '' ? undefined : source,
});

/** What the form holds for a plan as it is proposed. */
export const valuesOf = ({ id, title, district, city, province, period, provenance }: PlanFacts): FormValues => ({
  id,
  title,
  district,
  city: city ?? '',
  province: province ?? '',
  period: period ?? '',
  source: provenance?.url ?? '',
});

function isPeriod(period: string): boolean {
  const [, first = '', last = ''] = /^(\d{4})-(\d{4})$/u.exec(period) ?? [];
  return first !== '' && first <= last;
}
