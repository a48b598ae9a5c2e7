using Microsoft.Playwright;

namespace SecretsDashboard.Tests.Support;

/// <summary>
/// Does to every page of a browser what its translator does: each text node, also one that comes later, is taken out, and a font within a font stands
/// in its place. As extensions do, it puts elements beside fields and changes the title. The words stay as they are, so that a test finds them;
/// nothing is spared, not even what says that it is not to be translated.
/// </summary>
internal static class Translator
{
    private const string Script = """
        const skipped = 'script, style, noscript, textarea, title, svg, font';
        const translate = node => {
          if (!node.isConnected || !node.data.trim() || node.parentElement.closest(skipped)) return;
          const outer = document.createElement('font');
          const inner = document.createElement('font');
          inner.textContent = node.data;
          outer.append(inner);
          node.replaceWith(outer);
          window.translated = (window.translated ?? 0) + 1;
        };
        const extend = field => {
          if (field.nextElementSibling?.localName !== 'x-extension') field.after(document.createElement('x-extension'));
        };
        const visit = node => {
          if (node.nodeType === Node.TEXT_NODE) return translate(node);
          if (node.nodeType !== Node.ELEMENT_NODE) return;
          const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
          const found = [];
          while (texts.nextNode()) found.push(texts.currentNode);
          found.forEach(translate);
          for (const field of node.querySelectorAll('input:not([type=hidden]), textarea, select')) extend(field);
          if (node.matches("input:not([type=hidden]), textarea, select")) extend(node);
        };
        new MutationObserver(changes => {
          for (const change of changes) for (const node of change.addedNodes) if (node.isConnected) visit(node);
          const title = document.querySelector('title')?.firstChild;
          if (title && !title.isTranslated) {
            document.title = document.title;
            document.querySelector('title').firstChild.isTranslated = true;
          }
        }).observe(document, { childList: true, subtree: true });
        """;

    public static Task TranslateAsync(this IBrowserContext context) => context.AddInitScriptAsync(Script);
}
