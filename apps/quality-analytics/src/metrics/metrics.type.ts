import { Field, Float, ID, Int, InterfaceType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { connectionOf } from '@mendline/platform/graphql';

/** What figures may be grouped by, as clients name it. */
export enum MetricDimensionEnum {
  WEEK = 'week',
  REGION = 'region',
  PERSON = 'person',
}
registerEnumType(MetricDimensionEnum, {
  name: 'MetricDimension',
  description: 'A person is whom a figure is about: the responsible of a clock, the engineer of a visit, else the owner of the ticket.',
});

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

@InterfaceType({ description: 'Figures of a group of tickets.' })
export abstract class ServiceFigures {
  @Field(() => Int, { description: 'Tickets registered.' }) tickets!: number;
  @Field(() => MetricRate, { description: 'Of the clocks for contact and answer due: those met.' }) responseTimeliness!: MetricRate;
  @Field(() => MetricRate, { description: 'Of all clocks due: those met.' }) timeliness!: MetricRate;
  @Field(() => MetricRate, { description: 'Of the windows promised to customers: those in which somebody came in time.' }) onTimeArrival!: MetricRate;
  @Field(() => MetricRate, { description: 'Of the matters closed: those that the customer confirmed.' }) solved!: MetricRate;
  @Field(() => SatisfactionMetric, { description: 'Of the answers of customers: the satisfied ones.' }) satisfaction!: SatisfactionMetric;
  @Field(() => MetricRate, { description: 'Of the matters closed: those confirmed in the first round.' }) firstRound!: MetricRate;
  @Field(() => MetricRate, { description: 'Of the repairs closed after a visit: those confirmed after one visit and one round that have not come again since.' })
  firstTimeFix!: MetricRate;
  @Field(() => MetricRate, { description: 'Of the repairs closed whose time for coming again is over: those that came again with the same device and fault.' })
  repeatRepairs!: MetricRate;
}

@ObjectType('WeekMetrics', { implements: ServiceFigures, description: 'Figures of one ISO week in the zone of the tenant.' })
export class WeekMetricsType extends ServiceFigures {
  @Field({ description: 'YYYY-Www' }) week!: string;
}

@ObjectType('WeeklyMetrics', { description: 'Weekly figures and the instant up to which they know.' })
export class WeeklyMetricsType {
  @Field(() => Date, { nullable: true }) asOf!: Date | null;
  @Field(() => [WeekMetricsType]) weeks!: WeekMetricsType[];
}

@ObjectType({ implements: ServiceFigures, description: 'Figures of one group; what it is not grouped by is null, and so is what its tickets do not have.' })
export class ServiceMetrics extends ServiceFigures {
  @Field(() => String, { nullable: true, description: 'YYYY-Www' }) week!: string | null;
  @Field(() => String, { nullable: true }) region!: string | null;
  @Field(() => ID, { nullable: true }) person!: string | null;
}

@ObjectType()
export class ServiceMetricsConnection extends connectionOf(ServiceMetrics) {
  @Field(() => Date, { nullable: true, description: 'The instant of the newest fact that was read.' }) asOf!: Date | null;
}
