import { Allow, CurrentPrincipal, type Principal } from '@mendline/platform/auth';
import { answerLocal } from '@mendline/platform/exchange';
import type { Language, RequestContext } from '@mendline/platform/graphql';
import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import { staff, storekeeping } from '../access.roles.js';
import { PartStock, SetPartInput, SetPartPayload, StockInput, StockPayload } from './part.types.js';
import { StockService } from './stock.service.js';

@Resolver()
export class PartResolver {
  constructor(private readonly stocks: StockService) {}

  @Query(() => [PartStock], { description: 'What lies in a region, or everywhere: at most 1,000 lines.' })
  @Allow(...staff, 'purchasing', 'data-administrator')
  async partStocks(@CurrentPrincipal() principal: Principal, @Args('region', { type: () => String, nullable: true }) region: string | null): Promise<PartStock[]> {
    return (await this.stocks.list(principal, region ?? null)).map((row) => ({ region: row.region, partNumber: row.partNumber, onHand: row.onHand, reserved: row.reserved }));
  }

  @Mutation(() => SetPartPayload, { description: 'Names a part that the tenant keeps, or changes what it fits.' })
  @Allow(...storekeeping)
  async setPart(@CurrentPrincipal() principal: Principal, @Args('input') input: SetPartInput, @Context() { language }: RequestContext): Promise<SetPartPayload> {
    const { payload, outcome } = await answerLocal(input.key, language, () => this.stocks.setPart(principal, { ...input, models: input.models ?? [], serialised: input.serialised ?? false }));
    return { ...payload, partNumber: outcome?.partNumber ?? null };
  }

  @Mutation(() => StockPayload, { description: 'Pieces came in; they go first to the plans that they were ordered for.' })
  @Allow(...storekeeping)
  receiveParts(@CurrentPrincipal() principal: Principal, @Args('input') input: StockInput, @Context() { language }: RequestContext): Promise<StockPayload> {
    return this.answer(principal, input, language, () => this.stocks.receive(principal, input));
  }

  @Mutation(() => StockPayload, { description: 'A count found more, or less.' })
  @Allow(...storekeeping)
  adjustStock(@CurrentPrincipal() principal: Principal, @Args('input') input: StockInput, @Context() { language }: RequestContext): Promise<StockPayload> {
    return this.answer(principal, input, language, () => this.stocks.adjust(principal, input));
  }

  private async answer(principal: Principal, { key, region, partNumber }: StockInput, language: Language, run: () => Promise<{ readonly outcome: object }>): Promise<StockPayload> {
    const { payload } = await answerLocal(key, language, run);
    const row = (await this.stocks.list(principal, region)).find((stock) => stock.partNumber === partNumber);
    return { ...payload, stock: row ? { region, partNumber, onHand: row.onHand, reserved: row.reserved } : null };
  }
}
