/** A NestJS microservice with manual acknowledgements, and as many concurrent orders as connections. */
import 'reflect-metadata';
import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Ctx, EventPattern, Payload, type RmqContext, Transport } from '@nestjs/microservices';
import pino from 'pino';
import { completeOrder } from '../fastify/complete-order.js';
import { quorum } from '../broker.js';

const { QUEUE, RABBITMQ_URL, DATABASE_POOL_MAX } = process.env;

const log = pino();

@Controller()
class Processor {
  @EventPattern('order-placed')
  async complete(@Payload() { order_id }: { order_id: number }, @Ctx() context: RmqContext) {
    const channel = context.getChannelRef();
    try {
      await completeOrder(order_id);
      log.info({ order_id }, 'order completed');
      channel.ack(context.getMessage());
    } catch {
      channel.nack(context.getMessage(), false, true);
    }
  }
}

@Module({ controllers: [Processor] })
class Worker {}

const app = await NestFactory.createMicroservice(Worker, {
  transport: Transport.RMQ,
  options: {
    urls: [RABBITMQ_URL],
    queue: QUEUE,
    queueOptions: quorum,
    noAck: false,
    prefetchCount: Number(DATABASE_POOL_MAX),
  },
  logger: ['warn', 'error'],
});
await app.listen();
