/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.service;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * One memory budget for all stores of the process: block cache, indexes, filters and memtables together. Without it
 * every store of every task takes its own, and memory grows with the number of partitions.
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {

    private static final long TOTAL_BYTES = 128L << 20;
    private static final long MEMTABLE_BYTES = 48L << 20;
    private static final long ONE_MEMTABLE_BYTES = 4L << 20;
    private static final int MEMTABLES = 2;

    private static final Cache CACHE;
    private static final WriteBufferManager MEMTABLES_BUDGET;

    static {
        RocksDB.loadLibrary();
        CACHE = new LRUCache(TOTAL_BYTES);
        MEMTABLES_BUDGET = new WriteBufferManager(MEMTABLE_BYTES, CACHE);
    }

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        BlockBasedTableConfig tables = (BlockBasedTableConfig) options.tableFormatConfig();
        tables.setBlockCache(CACHE);
        tables.setCacheIndexAndFilterBlocks(true);
        tables.setCacheIndexAndFilterBlocksWithHighPriority(true);
        tables.setPinTopLevelIndexAndFilter(true);
        options.setTableFormatConfig(tables);
        options.setWriteBufferManager(MEMTABLES_BUDGET);
        options.setMaxWriteBufferNumber(MEMTABLES);
        options.setWriteBufferSize(ONE_MEMTABLE_BYTES);
    }

    // The budget is the process's and outlives every store.
    @Override
    public void close(String storeName, Options options) {}
}
