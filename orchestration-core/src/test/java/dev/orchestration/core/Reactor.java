package dev.orchestration.core;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What the poms of the build say. */
record Reactor(Path root) {
    private static final XPath PATHS = XPathFactory.newInstance().newXPath();

    /** One module of the build. */
    record Module(Path folder) {
        String artifact() {
            return one(pom(), "/project/artifactId");
        }

        String moduleName() {
            return one(pom(), "/project/properties/module.name");
        }

        boolean isPublished() {
            return !one(pom(), "/project/properties/maven.deploy.skip").equals("true");
        }

        boolean isJar() {
            String packaging = one(pom(), "/project/packaging");
            return packaging.isEmpty() || packaging.equals("jar");
        }

        /** Packages in which main classes are. */
        List<String> packages() throws IOException {
            Path sources = folder.resolve("src/main/java");
            try (Stream<Path> files = Files.walk(sources)) {
                return files.filter(file -> file.toString().endsWith(".java"))
                        .map(file ->
                                sources.relativize(file.getParent()).toString().replace('/', '.'))
                        .distinct()
                        .sorted()
                        .toList();
            }
        }

        private Document pom() {
            return read(folder.resolve("pom.xml"));
        }
    }

    static Reactor ours() {
        return new Reactor(SourceTree.ours().root());
    }

    List<Module> jars() {
        return all(read(root.resolve("pom.xml")), "/project/modules/module").stream()
                .map(name -> new Module(root.resolve(name)))
                .filter(Module::isJar)
                .toList();
    }

    String version() {
        return one(read(root.resolve("pom.xml")), "/project/version");
    }

    String versionOfTheBill() {
        return one(bill(), "/project/version");
    }

    /** Artifact and version of each entry, sorted. */
    List<String> billOfMaterials() {
        String entries = "/project/dependencyManagement/dependencies/dependency/";
        List<String> artifacts = all(bill(), entries + "artifactId");
        List<String> versions = all(bill(), entries + "version");
        return IntStream.range(0, artifacts.size())
                .mapToObj(at -> artifacts.get(at) + ":" + versions.get(at))
                .sorted()
                .toList();
    }

    private Document bill() {
        return read(root.resolve("orchestration-bom/pom.xml"));
    }

    private static Document read(Path pom) {
        try {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new AssertionError(pom + " cannot be read", e);
        }
    }

    private static String one(Document pom, String path) {
        List<String> found = all(pom, path);
        return found.isEmpty() ? "" : found.get(0);
    }

    private static List<String> all(Document pom, String path) {
        try {
            NodeList found = (NodeList) PATHS.evaluate(path, pom, XPathConstants.NODESET);
            return IntStream.range(0, found.getLength())
                    .mapToObj(at -> found.item(at).getTextContent().strip())
                    .toList();
        } catch (XPathExpressionException e) {
            throw new AssertionError(path, e);
        }
    }
}
