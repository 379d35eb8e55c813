import { Tokens } from '@app/identity';
import { SystemClock } from '@app/kernel';
import { LocalMasterKey } from '@app/privacy';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { printSchema } from 'graphql';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import 'reflect-metadata';
import { ApiModule } from './api.module.js';

// Previewed: the types are read from the classes, and nothing is started or connected to.
const options = { database: { url: 'postgresql://nowhere' }, masterKey: new LocalMasterKey(new Uint8Array(32)), logLevel: 'silent' };
const app = await NestFactory.create(ApiModule.forRoot(options, new Tokens([], new SystemClock())), new FastifyAdapter(), {
  preview: true,
  logger: false,
  abortOnError: false,
});
await app.init();
const path = fileURLToPath(new URL('../schema.graphql', import.meta.url));
await writeFile(path, `${printSchema(app.get(GraphQLSchemaHost, { strict: false }).schema)}\n`);
await app.close();
