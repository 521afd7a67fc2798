const name = 'legacy';
module.exports = { name, apiKey: process.env.LEGACY_KEY, dump: (value) => console.log(value) };
