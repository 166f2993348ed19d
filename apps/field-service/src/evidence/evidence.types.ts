import { Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';

/** The purposes of libs/platform's files, under the names of GraphQL. */
export enum EvidencePurposeEnum {
  PHOTO = 'photo',
  SIGNATURE = 'signature',
  ACCEPTANCE_FORM = 'acceptance-form',
  RECEIPT = 'receipt',
  RECORDED_CALL = 'recorded-call',
}

registerEnumType(EvidencePurposeEnum, { name: 'EvidencePurpose' });

@InputType()
export class RequestFileUploadInput {
  @Field(() => ID) ticketId!: string;
  @Field(() => EvidencePurposeEnum) purpose!: EvidencePurposeEnum;
}

@ObjectType({ description: 'Where one file may be sent: PUT its bytes to the URL before it expires. What no record uses within a day is removed.' })
export class FileUpload {
  @Field(() => ID) fileId!: string;
  @Field() url!: string;
  @Field(() => Date) expiresAt!: Date;
  @Field(() => Int) maxBytes!: number;
  @Field(() => [String], { description: 'Endings that are taken; the first bytes decide, not a name.' }) types!: readonly string[];
}

@ObjectType({ description: 'Where a file may be read for a short time. Every reading is on record.' })
export class FileDownload {
  @Field() url!: string;
  @Field(() => Date) expiresAt!: Date;
}
