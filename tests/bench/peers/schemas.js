/** The body that the bakery accepts, checked by Fastify's own compiled validator. */
export const orderRequest = {
  body: {
    type: 'object',
    required: ['product_id', 'quantity'],
    additionalProperties: false,
    properties: {
      product_id: { type: 'integer', minimum: 1, maximum: 2_147_483_647 },
      quantity: { type: 'integer', minimum: 1, maximum: 1000 },
    },
  },
  response: {
    201: {
      type: 'object',
      properties: { message: { type: 'string' }, order_id: { type: 'integer' } },
    },
  },
};

export const productList = {
  response: {
    200: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          id: { type: 'integer' },
          name: { type: 'string' },
          price: { type: 'number' },
        },
      },
    },
  },
};

export const oneOrder = {
  params: { type: 'object', properties: { id: { type: 'string', pattern: '^[1-9]\\d{0,8}$' } } },
  response: {
    200: {
      type: 'object',
      properties: { order_id: { type: 'integer' }, status: { type: 'string' } },
    },
  },
};

/** By default Fastify drops unknown fields and converts "2" to 2; the bakery refuses both. */
export const strictly = { customOptions: { removeAdditional: false, coerceTypes: false } };
