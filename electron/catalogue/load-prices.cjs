// The one CommonJS file, since only `require` is both lazy and synchronous: the table costs some milliseconds and a
// megabyte to parse, which no start should pay, and the first look-up cannot wait. It works alike in Node, in vitest and
// in the bundle, where Rollup and Rolldown turn it into a function that is run when it is called.
exports.loadPrices = () => {
  const prices = require('./prices.json')
  // A bundler may hand over the module instead of its value.
  return prices.default ?? prices
}
