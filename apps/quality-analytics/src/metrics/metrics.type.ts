import { Field, Float, Int, ObjectType } from '@nestjs/graphql';

@ObjectType({ description: 'A rate beside its two counts; null when nothing is counted.' })
export class MetricRate {
  @Field(() => Int) numerator!: number;
  @Field(() => Int) denominator!: number;
  @Field(() => Float, { nullable: true }) rate!: number | null;
}

@ObjectType({ description: 'Answers of at least the satisfied score, of all answers; and their mean score, 0 to 100.' })
export class SatisfactionMetric extends MetricRate {
  @Field(() => Float, { nullable: true }) mean!: number | null;
}

@ObjectType('WeekMetrics', { description: 'Figures of one ISO week in the zone of the tenant.' })
export class WeekMetricsType {
  @Field({ description: 'YYYY-Www' }) week!: string;
  @Field(() => Int, { description: 'Tickets registered in the week.' }) tickets!: number;
  @Field(() => MetricRate, { description: 'Of the clocks for contact and answer due in the week: those met.' }) responseTimeliness!: MetricRate;
  @Field(() => MetricRate, { description: 'Of the matters closed in the week: those that the customer confirmed.' }) solved!: MetricRate;
  @Field(() => SatisfactionMetric, { description: 'Of the answers of customers in the week: the satisfied ones.' }) satisfaction!: SatisfactionMetric;
  @Field(() => MetricRate, { description: 'Of the matters closed in the week: those confirmed in the first round.' }) firstRound!: MetricRate;
}

@ObjectType('WeeklyMetrics', { description: 'Weekly figures and the instant up to which they know.' })
export class WeeklyMetricsType {
  @Field(() => Date, { nullable: true }) asOf!: Date | null;
  @Field(() => [WeekMetricsType]) weeks!: WeekMetricsType[];
}
