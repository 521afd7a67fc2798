'use strict';
exports.LIMIT = 3;
exports.GREETING = 'hello there';
module.exports.audit = function audit(entry) {
  console.log(entry);
};
