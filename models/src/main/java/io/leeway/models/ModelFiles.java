/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.models;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;

/** Where the two files of a model come from: the ONNX graph and the tokenizer. */
sealed interface ModelFiles {

    /** The model's name in its identity. */
    String name();

    /** Opens the tokenizer's JSON. */
    InputStream tokenizer() throws IOException;

    /** Loads the graph. */
    void loadInto(Model model, Map<String, String> options) throws IOException, MalformedModelException;

    /** Files in the class path, read in place: no copy on disk that a killed process would leave behind. */
    record Resources(String name, String graph, String tokenizerJson) implements ModelFiles {

        @Override
        public InputStream tokenizer() throws IOException {
            return open(tokenizerJson);
        }

        @Override
        public void loadInto(Model model, Map<String, String> options) throws IOException, MalformedModelException {
            try (InputStream in = open(graph)) {
                model.load(in, options);
            }
            // DJL makes an empty temporary folder for a model that comes from a stream, and never uses it.
            Files.deleteIfExists(model.getModelPath());
        }

        /** SHA-256 of the graph and the tokenizer, one after the other. */
        byte[] digest() throws IOException {
            MessageDigest digest = Digests.sha256();
            for (String resource : List.of(graph, tokenizerJson)) {
                try (InputStream in = new DigestInputStream(open(resource), digest)) {
                    in.transferTo(OutputStream.nullOutputStream());
                }
            }
            return digest.digest();
        }

        private static InputStream open(String resource) throws IOException {
            InputStream in = ModelFiles.class.getResourceAsStream(resource);
            if (in == null) {
                throw new FileNotFoundException("resource " + resource + " is not in the class path");
            }
            return in;
        }
    }

    /** Files in a folder; the graph may keep its weights in further files beside it. */
    record Folder(Path path) implements ModelFiles {

        static final List<String> FILES = List.of("model.onnx", "tokenizer.json");

        /** Without the leading path, which differs between machines that run the same model. */
        @Override
        public String name() {
            return "folder:" + path.getFileName();
        }

        @Override
        public InputStream tokenizer() throws IOException {
            return Files.newInputStream(path.resolve(FILES.get(1)));
        }

        @Override
        public void loadInto(Model model, Map<String, String> options) throws IOException, MalformedModelException {
            model.load(path, FILES.get(0), options);
        }
    }
}
