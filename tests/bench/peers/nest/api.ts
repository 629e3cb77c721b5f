/** NestJS on Fastify; its RabbitMQ client waits for the broker's confirmation of each event. */
import 'reflect-metadata';
import {
  Body,
  Controller,
  Get,
  HttpException,
  Inject,
  Module,
  Param,
  ParseIntPipe,
  Post,
  type PipeTransform,
  BadRequestException,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type ClientProxy, ClientsModule, Transport } from '@nestjs/microservices';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { lastValueFrom } from 'rxjs';
import { pool } from '../fastify/database.js';
import { placeOrder } from '../fastify/place-order.js';
import { quorum } from '../broker.js';

const { PORT, QUEUE, RABBITMQ_URL } = process.env;

interface OrderRequest {
  readonly product_id: number;
  readonly quantity: number;
}

function isWhole(value: unknown, most: number): boolean {
  return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= most;
}

class ParseOrder implements PipeTransform<unknown, OrderRequest> {
  transform(body: unknown): OrderRequest {
    const { product_id, quantity, ...others } = (body ?? {}) as Record<string, unknown>;
    const isValid =
      isWhole(product_id, 2_147_483_647) &&
      isWhole(quantity, 1_000) &&
      Object.keys(others).length === 0;
    if (!isValid) throw new BadRequestException();
    return { product_id: Number(product_id), quantity: Number(quantity) };
  }
}

@Controller()
class Orders {
  constructor(@Inject('ORDERS') private readonly queue: ClientProxy) {}

  @Post('order')
  async place(@Body(new ParseOrder()) request: OrderRequest) {
    const { status, id, reason } = await placeOrder(request);
    if (status !== 201) throw new HttpException(reason, status);
    await lastValueFrom(this.queue.emit('order-placed', { order_id: id }), {
      defaultValue: undefined,
    });
    return { message: 'Order placed successfully!', order_id: id };
  }

  @Get('products')
  async list() {
    const { rows } = await pool.query('select id, name, price_minor from products order by id');
    return rows.map(({ id, name, price_minor }: Record<string, unknown>) => ({
      id,
      name,
      price: Number(price_minor) / 100,
    }));
  }

  @Get('order/:id')
  async get(@Param('id', ParseIntPipe) orderId: number) {
    const { rows } = await pool.query('select id, status from orders where id = $1', [orderId]);
    if (rows.length === 0) throw new HttpException('There is no such order.', 404);
    return { order_id: rows[0].id, status: rows[0].status };
  }
}

@Module({
  imports: [
    ClientsModule.register([
      {
        name: 'ORDERS',
        transport: Transport.RMQ,
        options: { urls: [RABBITMQ_URL], queue: QUEUE, queueOptions: quorum, persistent: true },
      },
    ]),
  ],
  controllers: [Orders],
})
class Shop {}

const app = await NestFactory.create(Shop, new FastifyAdapter(), { logger: ['warn', 'error'] });
await app.listen(Number(PORT), '127.0.0.1');
