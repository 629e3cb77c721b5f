/* global SwaggerUIBundle */
SwaggerUIBundle({
  url: 'docs/openapi.json',
  dom_id: '#swagger-ui',
  deepLinking: true,
  // The default validator would send the document to another site.
  validatorUrl: null,
});
