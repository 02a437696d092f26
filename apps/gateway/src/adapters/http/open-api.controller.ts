import { Controller, Get } from '@nestjs/common';
import { openApiDocument } from './open-api-document.js';

@Controller('openapi.json')
export class OpenApiController {
  @Get()
  document(): object {
    return openApiDocument();
  }
}
