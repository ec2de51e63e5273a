/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

class BoundedRocksDbTest {

    @TempDir
    private Path folder;

    @Test
    void shouldGiveAllStoresOneBudget() {
        BoundedRocksDb one = new BoundedRocksDb();
        BoundedRocksDb other = new BoundedRocksDb();
        try (Options first = options();
                Options second = options()) {
            one.setConfig("first", first, Map.of());
            other.setConfig("second", second, Map.of());

            assertThat(first.writeBufferManager()).isSameAs(second.writeBufferManager());
            assertThat(first.writeBufferSize()).isEqualTo(4L << 20);
            assertThat(((BlockBasedTableConfig) first.tableFormatConfig()).cacheIndexAndFilterBlocks())
                    .isTrue();
            one.close("first", first);
            other.close("second", second);
        }
    }

    @Test
    void shouldLeaveTheOtherStoresOpenWhenOneCloses() throws RocksDBException {
        BoundedRocksDb setter = new BoundedRocksDb();
        try (Options first = options();
                Options second = options()) {
            setter.setConfig("first", first, Map.of());
            setter.setConfig("second", second, Map.of());
            try (RocksDB kept = RocksDB.open(second, folder.resolve("second").toString())) {
                RocksDB.open(first, folder.resolve("first").toString()).close();
                setter.close("first", first);
                kept.put(utf8("key"), utf8("value"));

                assertThat(kept.get(utf8("key"))).isEqualTo(utf8("value"));
            }
        }
    }

    private static Options options() {
        return new Options().setCreateIfMissing(true).setTableFormatConfig(new BlockBasedTableConfig());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
