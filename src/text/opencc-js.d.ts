// opencc-js ships its tables without types: each is one string of `from to` pairs joined by `|`.
declare module 'opencc-js/dict/TSCharacters' {
  const pairs: string;
  export default pairs;
}
