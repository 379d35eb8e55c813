import { Tokens } from '@app/identity';
import { SystemClock } from '@app/kernel';
import { LocalMasterKey } from '@app/privacy';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { printSchema } from 'graphql';
import 'reflect-metadata';
import { ApiModule } from './api.module.js';

/** The schema as the classes say it now. Previewed: nothing is started or connected to. */
export async function schemaOfClasses(): Promise<string> {
  const options = { database: { url: 'postgresql://nowhere' }, masterKey: new LocalMasterKey(new Uint8Array(32)), logLevel: 'silent' };
  const app = await NestFactory.create(ApiModule.forRoot(options, new Tokens([], new SystemClock())), new FastifyAdapter(), {
    preview: true,
    logger: false,
    abortOnError: false,
  });
  await app.init();
  try {
    return printSchema(app.get(GraphQLSchemaHost, { strict: false }).schema);
  } finally {
    await app.close();
  }
}
