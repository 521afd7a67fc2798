module.exports = require('./named');
