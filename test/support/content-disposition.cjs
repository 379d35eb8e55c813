// Jest can `require` an ES module only from Node 24.9 on. Mercurius reaches this one through @fastify/static, for
// downloads, which nothing here offers: so that specs also run on Node 20 it stands in, and refuses to be used.
exports.create = () => {
  throw new Error('content-disposition is not available under Jest');
};
