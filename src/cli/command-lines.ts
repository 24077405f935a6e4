// The arguments of each command. Apart from what the commands do, which takes long to load.
import type { CommandLine } from './command-line.ts';
import { VARIABLES } from './config.ts';

const NOTHING = { shown: '', least: 0, most: 0 } as const;
const MANY = Number.POSITIVE_INFINITY;

export const SERVE = {
  call: 'npm start',
  about: 'build the index if needed and serve the pages',
  operands: NOTHING,
  options: {},
  notes: [`It is configured by variables of the environment, which the README explains:\n  ${VARIABLES.join(' ')}`],
} as const satisfies CommandLine;

export const BUILD = {
  call: 'npm run build',
  about: 'build the index anew, and store it',
  operands: NOTHING,
  options: {},
} as const satisfies CommandLine;

export const SHOW = {
  call: 'npm run show',
  about: 'print the outline of the plans named, or of all',
  operands: { shown: '[ID …]', least: 0, most: MANY },
  options: {},
} as const satisfies CommandLine;

export const CHECK = {
  call: 'npm run check',
  about: 'print everything odd in the plans named, or in all',
  operands: { shown: '[ID …]', least: 0, most: MANY },
  options: {},
} as const satisfies CommandLine;

export const IMPORT = {
  call: 'npm run import',
  about: 'take in a plan from a file, after a review',
  operands: { shown: 'FILE', least: 1, most: 1 },
  options: {
    id: { value: 'ID', about: 'its name in addresses' },
    district: { value: '区县', about: 'whose plan it is' },
    city: { value: '市', about: 'the city of the district' },
    province: { value: '省', about: 'the province of the city' },
    title: { value: 'TITLE', about: 'as it is cited' },
    period: { value: '2026-2030', about: 'the years it is for' },
    source: { value: 'URL', about: 'where it was published' },
    yes: { about: 'accept the review unseen' },
    'dry-run': { about: 'review, and write nothing' },
  },
  notes: ['What no option says is proposed by the file itself: txt, md, html, pdf, docx or doc.'],
} as const satisfies CommandLine;

export const PLANS = {
  call: 'npm run plans',
  about: 'list the plans',
  operands: NOTHING,
  options: {},
} as const satisfies CommandLine;

export const REMOVE = {
  call: 'npm run remove',
  about: 'remove the plans named, and their files',
  operands: { shown: 'ID …', least: 1, most: MANY },
  options: { yes: { about: 'do it; without this, what would be deleted is only told' } },
} as const satisfies CommandLine;

export const REPARSE = {
  call: 'npm run reparse',
  about: 'read the originals of the imported plans named, or of all, again',
  operands: { shown: '[ID …]', least: 0, most: MANY },
  options: {},
} as const satisfies CommandLine;

export const CLUSTER = {
  call: 'npm run cluster',
  about: 'fill, show or check the index of a search cluster',
  operands: { shown: '(index | status | verify | drop-old)', least: 1, most: 1 },
  options: {
    shards: { value: 'N', about: 'of index: into how many parts' },
    replicas: { value: 'N', about: 'of index: how many further copies of each' },
    anew: { about: 'of index: fill it again although it is there' },
  },
  notes: [
    'index fills an index of the plans and makes it live, status shows what is there, verify reads every clause back,',
    'drop-old deletes what is no longer live. OPENSEARCH_URL says where the cluster is.',
  ],
} as const satisfies CommandLine;

export const AUDIT = {
  call: 'npm run audit',
  about: 'print each place of a query with file and line',
  operands: { shown: 'QUERY', least: 0, most: MANY },
  options: {},
  notes: [
    'e.g. npm run audit -- 碳达峰',
    'A query that begins with a dash stands after a -- of its own: npm run audit -- -- --help',
  ],
  isText: true,
} as const satisfies CommandLine;
