using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Data;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Data;

/// <summary>Data Protection's keys lie sealed; who can write the database plants none.</summary>
public sealed class SealedKeyRepositoryTests : DatabaseTest
{
    private static readonly XElement Element = XElement.Parse("""<key id="1"><descriptor>synthetic</descriptor></key>""");

    private SealedKeyRepository Repository => Database.Get<SealedKeyRepository>();

    [Fact]
    public async Task StoreElement_Element_ReadsBackAndLiesSealed()
    {
        Repository.StoreElement(Element, "key-1");

        Assert.Equal(Element.ToString(), Assert.Single(Repository.GetAllElements()).ToString());
        var row = await Database.ReadAsync(db => db.DataProtection.SingleAsync());
        Assert.DoesNotContain("synthetic", Encoding.UTF8.GetString(row.Sealed), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetAllElements_PlantedInClear_IsIgnored()
    {
        Repository.StoreElement(Element, "key-1");
        await Database.ArrangeAsync(db => db.DataProtection.Add(new DataProtectionRow { Id = Guid.NewGuid(), Sealed = Encoding.UTF8.GetBytes(Element.ToString()) }));

        Assert.Single(Repository.GetAllElements());
    }

    [Fact]
    public async Task GetAllElements_MovedToAnotherRow_IsIgnored()
    {
        Repository.StoreElement(Element, "key-1");

        Assert.Equal(1, await Database.TamperAsync("UPDATE DataProtection SET Id = '11111111-1111-4111-8111-111111111111'"));

        Assert.Empty(Repository.GetAllElements());
    }

    [Fact]
    public async Task GetAllElements_BitsAltered_IsIgnored()
    {
        Repository.StoreElement(Element, "key-1");
        Repository.StoreElement(XElement.Parse("""<key id="2"/>"""), "key-2");
        var first = await Database.ReadAsync(db => db.DataProtection.OrderBy(row => row.Id).FirstAsync());
        first.Sealed[^1] ^= 1;

        await Database.TamperAsync("UPDATE DataProtection SET Sealed = $sealed WHERE length(Sealed) = $length", ("$sealed", first.Sealed), ("$length", first.Sealed.Length));

        Assert.Equal("2", Assert.Single(Repository.GetAllElements()).Attribute("id")!.Value);
    }

    [Fact]
    public async Task DataProtection_AfterARestart_OpensWhatItSealed()
    {
        using var folder = new TestFolder();
        string ticket;
        await using (var first = await TestDatabase.StartAsync(folder))
        {
            ticket = first.Get<IDataProtectionProvider>().CreateProtector("test").Protect("synthetic");
            Assert.Equal(1, await first.ReadAsync(db => db.DataProtection.CountAsync()));
        }

        await using var second = await TestDatabase.StartAsync(folder);

        Assert.Equal("synthetic", second.Get<IDataProtectionProvider>().CreateProtector("test").Unprotect(ticket));
    }
}
