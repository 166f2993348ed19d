import { describe, expect, it } from '@jest/globals';
import { maskAddress, maskEmail, maskIdNumber, maskName, maskPhone } from './mask.js';

describe('masks', () => {
  it.each([
    ['张伟', '张*'],
    ['张三丰', '张**'],
    ['欧阳修', '欧阳*'],
    ['欧阳娜娜', '欧阳**'],
    ['欧阳', '欧*'],
    ['John Smith', 'J*** S****'],
    ['Kåre', 'K***'],
    ['阿卜杜拉·买买提', '阿***·***'],
    ['王', '*'],
    ['', ''],
  ])('[A11-5] name %s', (name, masked) => {
    expect(maskName(name)).toBe(masked);
  });

  it.each([
    ['13812341234', '138****1234'],
    ['+86 138-0000-1234', '138****1234'],
    ['0086 138 0000 1234', '138****1234'],
    ['１３８００００１２３４', '138****1234'],
    ['0571-88886666', '0571****6666'],
    ['010-88886666', '010****6666'],
    ['+47 912 34 567', '+47******67'],
    ['1234', '****'],
    ['', '****'],
  ])('[A11-5] phone %s', (phone, masked) => {
    expect(maskPhone(phone)).toBe(masked);
  });

  it.each([
    ['zhang.wei@example.com', 'z***@example.com'],
    ['李雷＠example.cn', '李***@example.cn'],
    ['nothing', '****'],
  ])('[A11-5] e-mail %s', (email, masked) => {
    expect(maskEmail(email)).toBe(masked);
  });

  it.each([
    ['浙江省杭州市西湖区文三路478号', '浙江省杭州市****'],
    ['上海市浦东新区世纪大道100号', '上海市****'],
    ['北京朝阳区建国路88号', '北京****'],
    ['广西壮族自治区南宁市青秀区民族大道1号', '广西壮族自治区南宁市****'],
    ['杭州市文三路478号', '杭州市****'],
    ['文三路478号农贸市场', '****'],
    ['Storgata 12, 0155 Oslo', '****, Oslo'],
    ['Flat 3, 12 Baker Street, London', '****, London'],
    ['12 Baker Street', '****'],
    ['London, 12 Baker Street', '****'],
  ])('[A11-5] address %s shows no more than province and city', (address, masked) => {
    expect(maskAddress(address)).toBe(masked);
  });

  it('[A11-5] identity number', () => {
    expect(maskIdNumber('110105 19491231 002x')).toBe('11**************2X');
    expect(maskIdNumber('E123456')).toBe('****');
  });
});
