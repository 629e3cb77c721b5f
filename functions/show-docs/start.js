/* global SwaggerUIBundle */
SwaggerUIBundle({
  url: 'docs/openapi.json',
  dom_id: '#swagger-ui',
  deepLinking: true,
  // Ours is checked by our tests; nobody else is told what is behind this door.
  validatorUrl: null,
});
