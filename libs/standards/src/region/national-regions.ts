import { RegionTable } from './region-table.js';

/** 省、自治区、直辖市简称 of the 31 that issue plates and certificates (GA 36). */
const PROVINCE_SIGNS = '京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新';

/**
 * GB/T 2260 codes known so far: those that the test vectors confirm against independent packages. A code outside the table
 * is refused (unknown means no), so a deployment widens it, by data, before it takes real numbers.
 */
export const nationalRegions = new RegionTable(PROVINCE_SIGNS, [
  { code: '370104', name: '济南市槐荫区' },
  // The day of the change is not confirmed (domain.md §13).
  { code: '370125', name: '济阳县', validTo: '2018-06-30', successor: '370115' },
  { code: '370115', name: '济阳区', validFrom: '2018-07-01' },
  { code: '610824', name: '靖边县' },
  { code: '810000', name: '香港特别行政区' },
  { code: '820000', name: '澳门特别行政区' },
  { code: '830000', name: '台湾居民居住证专用' },
]);
