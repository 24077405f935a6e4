/** An entry of a manifest that is sound as it stands. */
export const FACTS = {
  id: 'huadu',
  file: 'huadu.txt',
  district: '花都区',
  city: null,
  province: null,
  code: null,
  division: null,
  title: '规划',
  publishedOn: null,
  dateMeaning: null,
  period: null,
  script: 'Hans',
};
