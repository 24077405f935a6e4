// opencc-js ships its tables without types: each is one string of `from to` pairs joined by `|`.
declare module 'opencc-js/dict/*' {
  const pairs: string;
  export default pairs;
}
