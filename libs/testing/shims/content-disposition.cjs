/**
 * Stands in for `content-disposition` in specs only: @fastify/static (CommonJS) requires a version that is ESM,
 * which jest cannot do. Services under test send no files, so the plain form is enough.
 */
const create = (filename) => (filename === undefined ? 'attachment' : `attachment; filename="${filename.replace(/["\\\r\n]/g, '_')}"`);

module.exports = create;
module.exports.create = create;
