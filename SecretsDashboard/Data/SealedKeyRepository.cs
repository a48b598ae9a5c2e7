using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Encryption;

namespace SecretsDashboard.Data;

/// <summary>
/// Keeps Data Protection's keys as sealed rows (purpose 04, bound to instance and row). A row that does not open is
/// ignored and reported: anyone who can write the database still cannot forge a cookie.
/// </summary>
internal sealed class SealedKeyRepository(
    IDbContextFactory<AppDbContext> readers, WriteGate gate, DatabaseStartup startup, ILogger<SealedKeyRepository> log) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var db = readers.CreateDbContext();
        var elements = new List<XElement>();
        foreach (var row in db.DataProtection.AsNoTracking().ToList())
        {
            try
            {
                using var opened = Envelope.Open(Key, startup.RootKey.Epoch, Context(row.Id), row.Sealed);
#pragma warning disable RS0030 // no value of anybody's: Data Protection wants its keys as XML
                elements.Add(XElement.Parse(Encoding.UTF8.GetString(opened.Span)));
#pragma warning restore RS0030
            }
            catch (EnvelopeException)
            {
                log.LogError("The Data Protection row {Id} does not open and is ignored: it was altered or planted.", row.Id);
            }
        }
        return elements;
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        var id = Guid.CreateVersion7();
        var content = Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting));
        var row = new DataProtectionRow { Id = id, Sealed = Envelope.Seal(Key, startup.RootKey.Epoch, Context(id), content) };
        gate.WriteAsync(async db =>
        {
            db.DataProtection.Add(row);
            return await db.SaveChangesAsync();
        }, CancellationToken.None).GetAwaiter().GetResult();
    }

    private GuardedKey Key => startup.RootKey.Subkey(KeyLabel.DataProtection);

    private SealingContext Context(Guid row) => SealingContext.DataProtectionRow(startup.RootKey.Instance, row);
}
