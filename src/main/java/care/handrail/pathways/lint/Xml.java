package care.handrail.pathways.lint;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** Reads diagrams and tables as plain elements, without following anything that they point to. */
final class Xml {

    static final String CAMUNDA_DMN = "http://camunda.org/schema/1.0/dmn";

    private Xml() {}

    /** Returns the root element; empty when the content is not XML. */
    static Optional<Element> read(byte[] content) {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new DefaultHandler());
            return Optional.of(builder.parse(new ByteArrayInputStream(content)).getDocumentElement());
        } catch (SAXException | IOException e) {
            return Optional.empty();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the element and all below it, in the order of the file. */
    static List<Element> all(Element root) {
        List<Element> found = new ArrayList<>();
        found.add(root);
        children(root).forEach(child -> found.addAll(all(child)));
        return found;
    }

    static List<Element> all(Element root, String name) {
        return all(root).stream().filter(element -> is(element, name)).toList();
    }

    static List<Element> children(Element parent) {
        List<Element> found = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                found.add(element);
            }
        }
        return found;
    }

    static Optional<Element> child(Element parent, String name) {
        return children(parent).stream().filter(element -> is(element, name)).findFirst();
    }

    static boolean is(Element element, String name) {
        return name.equals(element.getLocalName());
    }

    /** Returns the text of the child, stripped; empty when there is none. */
    static String text(Element parent, String child) {
        return child(parent, child)
                .map(element -> element.getTextContent().strip())
                .orElse("");
    }
}
